#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _177
{
    uint _m0[1];
};

struct _180
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _235
{
    uint _m0[1];
};

struct _257
{
    uint2 _m0[1];
};

struct _290
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _309 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _314 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _362 = (_309 * _314);
constant uint _364 = (_309 * _314);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _511 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _512 = (_511 == 1u);
constant uint _522 = (_309 * _314);
constant uint _535 = (_309 * _314);
constant uint _538 = (8u * _70);
constant uint _562 = (_309 * _314);
constant uint _588 = (_309 * _314);
constant uint _589 = (_588 + _70);
constant uint _590 = (_589 - 1u);
constant uint _591 = (_590 / _70);
constant uint _609 = (_309 * _314);
constant uint _663 = (_309 * _314);

struct _678
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _698 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_698, 1u, 1u);

kernel void main0(constant _180& _182 [[buffer(0)]], const device _290& _292 [[buffer(2)]], const device _257& _259 [[buffer(3)]], const device _235& _237 [[buffer(4)]], const device _177& _179 [[buffer(5)]], device _678& _680 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _541[_538];
    do
    {
        uint _310 = gl_WorkGroupID.x * _309;
        uint _315 = gl_WorkGroupID.y * _314;
        bool _983;
        _983 = false;
        uint _329[_309];
        bool _347;
        for (uint _982 = 0u; _982 < _309; _983 = _347, _982++)
        {
            uint _333 = _310 + _982;
            bool _720 = _182._m7 == 1u;
            uint _1025;
            if (_720)
            {
                _1025 = 2u * _333;
            }
            else
            {
                _1025 = _333;
            }
            uint _1027;
            if (_720)
            {
                uint _1026;
                if (_179._m0[_1025] <= 1266679808u)
                {
                    _1026 = uint(as_type<float>(_179._m0[_1025]));
                }
                else
                {
                    _1026 = 4294967295u;
                }
                _1027 = _1026;
            }
            else
            {
                _1027 = _179._m0[_1025];
            }
            _329[_982] = _1027 - _182._m4;
            if (!_983)
            {
                _347 = _329[_982] < _182._m3;
            }
            else
            {
                _347 = _983;
            }
        }
        if (!_983)
        {
            break;
        }
        float _367[_364];
        for (uint _984 = 0u; _984 < _362; )
        {
            _367[_984] = 0.0;
            _984++;
            continue;
        }
        uint _985;
        _985 = gl_LocalInvocationID.x;
        _17 _393[_309];
        float4 _427[_314];
        for (; _985 < _182._m0; _985 += _70)
        {
            for (uint _1012 = 0u; _1012 < _309; _1012++)
            {
                uint _401 = min(_329[_1012], (_182._m3 - 1u));
                uint _765 = (_401 * _182._m1) + (3u * (_985 >> uint(2)));
                float2 _770 = float2(as_type<half2>(_237._m0[_765 + 2u]));
                float _1023;
                if ((_985 & 2u) == 0u)
                {
                    _1023 = _770.x;
                }
                else
                {
                    _1023 = _770.y;
                }
                _393[_1012] = _17{ uint4(_259._m0[(_401 * _182._m0) + _985], _237._m0[_765 + ((_985 >> uint(1)) & 1u)] >> (16u * (_985 & 1u)), 0u), _1023, 0.0 };
            }
            uint _1013;
            _1013 = 0u;
            for (; _1013 < 4u; _1013++)
            {
                for (uint _1016 = 0u; _1016 < _314; )
                {
                    _427[_1016] = _292._m0[(min((_315 + _1016), 0u) * (_182._m2 / 4u)) + ((4u * _985) + _1013)];
                    _1016++;
                    continue;
                }
                uint _1017;
                _1017 = 0u;
                for (; _1017 < _309; _1017++)
                {
                    uint _827 = _393[_1017]._m0.z >> (4u * _1013);
                    uint4 _966 = _393[_1017]._m0;
                    uint _863 = _966[_1013 >> uint(1)] >> (16u * (_1013 & 1u));
                    float4 _852 = (float4(uint4(_863 & 15u, (_863 >> uint(4)) & 15u, (_863 >> uint(8)) & 15u, (_863 >> uint(12)) & 15u) | (uint4(_827 & 1u, (_827 >> uint(1)) & 1u, (_827 >> uint(2)) & 1u, (_827 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _393[_1017]._m1;
                    for (uint _1020 = 0u; _1020 < _314; )
                    {
                        uint _473 = (_1020 * _309) + _1017;
                        _367[_473] = fma(_427[_1020].w, _852.w, fma(_427[_1020].z, _852.z, fma(_427[_1020].y, _852.y, fma(_427[_1020].x, _852.x, _367[_473]))));
                        _1020++;
                        continue;
                    }
                }
            }
        }
        float _594[_591];
        if (_512)
        {
            uint _994;
            _994 = 0u;
            uint _534;
            for (; _994 < _522; _994 = _534)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _1006;
                _1006 = _994;
                for (;;)
                {
                    _534 = _994 + 8u;
                    if (_1006 < min(_534, _535))
                    {
                        _541[((_1006 - _994) * _70) + gl_LocalInvocationID.x] = _367[_1006];
                        _1006++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _560 = ((gl_LocalInvocationID.x + _70) - (_994 % _70)) % _70;
                if (_560 < min(8u, (_562 - _994)))
                {
                    float _1010;
                    _1010 = 0.0;
                    for (uint _1008 = 0u; _1008 < _70; )
                    {
                        _1010 += _541[(_560 * _70) + _1008];
                        _1008++;
                        continue;
                    }
                    _594[_994 / _70] = _1010;
                }
            }
        }
        else
        {
            for (uint _986 = 0u; _986 < _609; _986++)
            {
                float _615 = _367[_986];
                float _989;
                do
                {
                    float _892 = simd_sum(_615);
                    if (_60)
                    {
                        _989 = _892;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _896 = simd_is_first();
                    if (_896)
                    {
                        _73[gl_SubgroupID] = _892;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _988;
                    _988 = _73[0];
                    for (uint _987 = 1u; _987 < gl_NumSubgroups; )
                    {
                        _988 += _73[_987];
                        _987++;
                        continue;
                    }
                    _989 = _988;
                    break;
                } while(false);
                if ((_986 % _70) == gl_LocalInvocationID.x)
                {
                    _594[_986 / _70] = _989;
                }
            }
        }
        for (uint _995 = 0u; _995 < _591; _995++)
        {
            uint _641 = (_995 * _70) + gl_LocalInvocationID.x;
            uint _999;
            if (_641 < _309)
            {
                uint _650 = _310 + _641;
                bool _937 = _182._m7 == 1u;
                uint _996;
                if (_937)
                {
                    _996 = 2u * _650;
                }
                else
                {
                    _996 = _650;
                }
                uint _998;
                if (_937)
                {
                    uint _997;
                    if (_179._m0[_996] <= 1266679808u)
                    {
                        _997 = uint(as_type<float>(_179._m0[_996]));
                    }
                    else
                    {
                        _997 = 4294967295u;
                    }
                    _998 = _997;
                }
                else
                {
                    _998 = _179._m0[_996];
                }
                _999 = _998 - _182._m4;
            }
            else
            {
                _999 = _182._m3;
            }
            uint _661 = _315 + (_641 / _309);
            bool _664 = _641 < _663;
            bool _671;
            if (_664)
            {
                _671 = _999 < _182._m3;
            }
            else
            {
                _671 = _664;
            }
            if (_671 && (_661 < 1u))
            {
                _680._m0[((_661 * _182._m5) + _182._m4) + _999] = _594[_995];
            }
        }
        break;
    } while(false);
}

