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
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _127
{
    uint _m0[1];
};

struct _131
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

struct _147
{
    uint4 _m0[1];
};

struct _176
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _196 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _201 = SPIRV_CROSS_CONSTANT_ID_3;

struct _205
{
    uint _m0[1];
};

constant uint _224 = (_196 * _201);
constant uint _226 = (_196 * _201);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _378 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _379 = (_378 == 1u);
constant uint _389 = (_196 * _201);
constant uint _402 = (_196 * _201);
constant uint _405 = (8u * _61);
constant uint _429 = (_196 * _201);
constant uint _455 = (_196 * _201);
constant uint _456 = (_455 + _61);
constant uint _457 = (_456 - 1u);
constant uint _458 = (_457 / _61);
constant uint _476 = (_196 * _201);
constant uint _520 = (_196 * _201);

struct _536
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _557 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_557, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _205& _207 [[buffer(1)]], const device _176& _178 [[buffer(2)]], const device _147& _149 [[buffer(3)]], const device _127& _129 [[buffer(4)]], device _536& _538 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    threadgroup float _408[_405];
    uint _197 = gl_WorkGroupID.x * _196;
    uint _202 = gl_WorkGroupID.y * _201;
    uint _216 = _207._m0[_133._m6] - _133._m7;
    float _229[_226];
    for (uint _706 = 0u; _706 < _224; )
    {
        _229[_706] = 0.0;
        _706++;
        continue;
    }
    uint _707;
    _707 = gl_LocalInvocationID.x;
    _17 _255[_196];
    float4 _290[_201];
    for (; _707 < _133._m0; _707 += _61)
    {
        for (uint _726 = 0u; _726 < _196; _726++)
        {
            uint _264 = min((_197 + _726), (_133._m3 - 1u));
            float2 _584 = float2(as_type<half2>(_129._m0[(_264 * _133._m1) + (_707 >> uint(2))]));
            float _737;
            if ((_707 & 2u) == 0u)
            {
                _737 = _584.x;
            }
            else
            {
                _737 = _584.y;
            }
            _255[_726] = _17{ _149._m0[(_264 * _133._m0) + _707], _737, 0.0 };
        }
        uint _727;
        _727 = 0u;
        for (; _727 < 4u; _727++)
        {
            for (uint _730 = 0u; _730 < _201; )
            {
                _290[_730] = _178._m0[((_133._m7 + min((_202 + _730), (_216 - 1u))) * (_133._m2 / 4u)) + ((4u * _707) + _727)];
                _730++;
                continue;
            }
            uint _731;
            _731 = 0u;
            for (; _731 < _196; _731++)
            {
                uint4 _694 = _255[_731]._m0;
                int _622 = int(_694[_727]);
                float4 _638 = float4(float(extract_bits(_622, uint(0), uint(8))), float(extract_bits(_622, uint(8), uint(8))), float(extract_bits(_622, uint(16), uint(8))), float(_622 >> 24)) * _255[_731]._m1;
                for (uint _734 = 0u; _734 < _201; )
                {
                    uint _340 = (_734 * _196) + _731;
                    _229[_340] = fma(_290[_734].w, _638.w, fma(_290[_734].z, _638.z, fma(_290[_734].y, _638.y, fma(_290[_734].x, _638.x, _229[_340]))));
                    _734++;
                    continue;
                }
            }
        }
    }
    float _461[_458];
    if (_379)
    {
        uint _716;
        _716 = 0u;
        uint _401;
        for (; _716 < _389; _716 = _401)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _720;
            _720 = _716;
            for (;;)
            {
                _401 = _716 + 8u;
                if (_720 < min(_401, _402))
                {
                    _408[((_720 - _716) * _61) + gl_LocalInvocationID.x] = _229[_720];
                    _720++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _427 = ((gl_LocalInvocationID.x + _61) - (_716 % _61)) % _61;
            if (_427 < min(8u, (_429 - _716)))
            {
                float _724;
                _724 = 0.0;
                for (uint _722 = 0u; _722 < _61; )
                {
                    _724 += _408[(_427 * _61) + _722];
                    _722++;
                    continue;
                }
                _461[_716 / _61] = _724;
            }
        }
    }
    else
    {
        for (uint _708 = 0u; _708 < _476; _708++)
        {
            float _482 = _229[_708];
            float _711;
            do
            {
                float _655 = simd_sum(_482);
                if (_51)
                {
                    _711 = _655;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _659 = simd_is_first();
                if (_659)
                {
                    _64[gl_SubgroupID] = _655;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _710;
                _710 = _64[0];
                for (uint _709 = 1u; _709 < gl_NumSubgroups; )
                {
                    _710 += _64[_709];
                    _709++;
                    continue;
                }
                _711 = _710;
                break;
            } while(false);
            if ((_708 % _61) == gl_LocalInvocationID.x)
            {
                _461[_708 / _61] = _711;
            }
        }
    }
    for (uint _717 = 0u; _717 < _458; _717++)
    {
        uint _508 = (_717 * _61) + gl_LocalInvocationID.x;
        uint _513 = _197 + (_508 % _196);
        uint _518 = _202 + (_508 / _196);
        bool _521 = _508 < _520;
        bool _528;
        if (_521)
        {
            _528 = _513 < _133._m3;
        }
        else
        {
            _528 = _521;
        }
        if (_528 && (_518 < _216))
        {
            _538._m0[((_518 * _133._m5) + _133._m4) + _513] = _461[_717];
        }
    }
}

