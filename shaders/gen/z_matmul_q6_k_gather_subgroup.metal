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

struct _243
{
    uint _m0[1];
};

struct _261
{
    uint _m0[1];
};

struct _290
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _310 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _315 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _364 = (_310 * _315);
constant uint _366 = (_310 * _315);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _513 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _514 = (_513 == 1u);
constant uint _524 = (_310 * _315);
constant uint _536 = (_310 * _315);
constant uint _539 = (8u * _70);
constant uint _563 = (_310 * _315);
constant uint _589 = (_310 * _315);
constant uint _590 = (_589 + _70);
constant uint _591 = (_590 - 1u);
constant uint _592 = (_591 / _70);
constant uint _610 = (_310 * _315);
constant uint _664 = (_310 * _315);

struct _679
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _699 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_699, 1u, 1u);

kernel void main0(constant _180& _182 [[buffer(0)]], const device _290& _292 [[buffer(2)]], const device _261& _263 [[buffer(3)]], const device _243& _245 [[buffer(4)]], const device _177& _179 [[buffer(5)]], device _679& _681 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _542[_539];
    do
    {
        uint _311 = gl_WorkGroupID.x * _310;
        uint _316 = gl_WorkGroupID.y * _315;
        bool _983;
        _983 = false;
        uint _330[_310];
        bool _349;
        for (uint _982 = 0u; _982 < _310; _983 = _349, _982++)
        {
            uint _334 = _311 + _982;
            bool _721 = _182._m7 == 1u;
            uint _1023;
            if (_721)
            {
                _1023 = 2u * _334;
            }
            else
            {
                _1023 = _334;
            }
            uint _1025;
            if (_721)
            {
                uint _1024;
                if (_179._m0[_1023] <= 1266679808u)
                {
                    _1024 = uint(as_type<float>(_179._m0[_1023]));
                }
                else
                {
                    _1024 = 4294967295u;
                }
                _1025 = _1024;
            }
            else
            {
                _1025 = _179._m0[_1023];
            }
            _330[_982] = _1025 - _182._m4;
            if (!_983)
            {
                _349 = _330[_982] < _182._m3;
            }
            else
            {
                _349 = _983;
            }
        }
        if (!_983)
        {
            break;
        }
        float _369[_366];
        for (uint _984 = 0u; _984 < _364; )
        {
            _369[_984] = 0.0;
            _984++;
            continue;
        }
        uint _985;
        _985 = gl_LocalInvocationID.x;
        _17 _395[_310];
        float4 _429[_315];
        for (; _985 < _182._m0; _985 += _70)
        {
            for (uint _1012 = 0u; _1012 < _310; )
            {
                uint _403 = min(_330[_1012], (_182._m3 - 1u));
                uint _765 = (_403 * _182._m1) + (5u * (_985 >> uint(4)));
                uint _772 = 3u * ((_403 * _182._m0) + _985);
                _395[_1012] = _17{ uint4(_263._m0[_772], _263._m0[_772 + 1u], _263._m0[_772 + 2u], 0u), float2(as_type<half2>(_245._m0[_765])).x * float(extract_bits(int(_245._m0[(_765 + 1u) + ((_985 >> uint(2)) & 3u)]), uint(int(8u * (_985 & 3u))), uint(8))), 0.0 };
                _1012++;
                continue;
            }
            uint _1013;
            _1013 = 0u;
            for (; _1013 < 4u; _1013++)
            {
                for (uint _1016 = 0u; _1016 < _315; )
                {
                    _429[_1016] = _292._m0[(min((_316 + _1016), 0u) * (_182._m2 / 4u)) + ((4u * _985) + _1013)];
                    _1016++;
                    continue;
                }
                uint _1017;
                _1017 = 0u;
                for (; _1017 < _310; _1017++)
                {
                    uint _829 = _395[_1017]._m0.z >> (8u * _1013);
                    uint4 _968 = _395[_1017]._m0;
                    uint _865 = _968[_1013 >> uint(1)] >> (16u * (_1013 & 1u));
                    float4 _854 = (float4(uint4(_865 & 15u, (_865 >> uint(4)) & 15u, (_865 >> uint(8)) & 15u, (_865 >> uint(12)) & 15u) | (uint4(_829 & 3u, (_829 >> uint(2)) & 3u, (_829 >> uint(4)) & 3u, (_829 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _395[_1017]._m1;
                    for (uint _1020 = 0u; _1020 < _315; )
                    {
                        uint _475 = (_1020 * _310) + _1017;
                        _369[_475] = fma(_429[_1020].w, _854.w, fma(_429[_1020].z, _854.z, fma(_429[_1020].y, _854.y, fma(_429[_1020].x, _854.x, _369[_475]))));
                        _1020++;
                        continue;
                    }
                }
            }
        }
        float _595[_592];
        if (_514)
        {
            uint _994;
            _994 = 0u;
            uint _535;
            for (; _994 < _524; _994 = _535)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _1006;
                _1006 = _994;
                for (;;)
                {
                    _535 = _994 + 8u;
                    if (_1006 < min(_535, _536))
                    {
                        _542[((_1006 - _994) * _70) + gl_LocalInvocationID.x] = _369[_1006];
                        _1006++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _561 = ((gl_LocalInvocationID.x + _70) - (_994 % _70)) % _70;
                if (_561 < min(8u, (_563 - _994)))
                {
                    float _1010;
                    _1010 = 0.0;
                    for (uint _1008 = 0u; _1008 < _70; )
                    {
                        _1010 += _542[(_561 * _70) + _1008];
                        _1008++;
                        continue;
                    }
                    _595[_994 / _70] = _1010;
                }
            }
        }
        else
        {
            for (uint _986 = 0u; _986 < _610; _986++)
            {
                float _616 = _369[_986];
                float _989;
                do
                {
                    float _894 = simd_sum(_616);
                    if (_60)
                    {
                        _989 = _894;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _898 = simd_is_first();
                    if (_898)
                    {
                        _73[gl_SubgroupID] = _894;
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
                    _595[_986 / _70] = _989;
                }
            }
        }
        for (uint _995 = 0u; _995 < _592; _995++)
        {
            uint _642 = (_995 * _70) + gl_LocalInvocationID.x;
            uint _999;
            if (_642 < _310)
            {
                uint _651 = _311 + _642;
                bool _939 = _182._m7 == 1u;
                uint _996;
                if (_939)
                {
                    _996 = 2u * _651;
                }
                else
                {
                    _996 = _651;
                }
                uint _998;
                if (_939)
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
            uint _662 = _316 + (_642 / _310);
            bool _665 = _642 < _664;
            bool _672;
            if (_665)
            {
                _672 = _999 < _182._m3;
            }
            else
            {
                _672 = _665;
            }
            if (_672 && (_662 < 1u))
            {
                _681._m0[((_662 * _182._m5) + _182._m4) + _999] = _595[_995];
            }
        }
        break;
    } while(false);
}

