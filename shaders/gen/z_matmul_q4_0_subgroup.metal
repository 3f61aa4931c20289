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
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _147
{
    uint _m0[1];
};

struct _151
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

struct _168
{
    uint2 _m0[1];
};

struct _200
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _220 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _225 = SPIRV_CROSS_CONSTANT_ID_3;

struct _229
{
    uint _m0[1];
};

constant uint _248 = (_220 * _225);
constant uint _250 = (_220 * _225);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _402 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _403 = (_402 == 1u);
constant uint _413 = (_220 * _225);
constant uint _426 = (_220 * _225);
constant uint _429 = (8u * _66);
constant uint _453 = (_220 * _225);
constant uint _479 = (_220 * _225);
constant uint _480 = (_479 + _66);
constant uint _481 = (_480 - 1u);
constant uint _482 = (_481 / _66);
constant uint _500 = (_220 * _225);
constant uint _544 = (_220 * _225);

struct _560
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _580 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_580, 1u, 1u);

kernel void main0(constant _151& _153 [[buffer(0)]], const device _229& _231 [[buffer(1)]], const device _200& _202 [[buffer(2)]], const device _168& _170 [[buffer(3)]], const device _147& _149 [[buffer(4)]], device _560& _562 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    threadgroup float _432[_429];
    uint _221 = gl_WorkGroupID.x * _220;
    uint _226 = gl_WorkGroupID.y * _225;
    uint _240 = _231._m0[_153._m6] - _153._m7;
    float _253[_250];
    for (uint _747 = 0u; _747 < _248; )
    {
        _253[_747] = 0.0;
        _747++;
        continue;
    }
    uint _748;
    _748 = gl_LocalInvocationID.x;
    _17 _279[_220];
    float4 _314[_225];
    for (; _748 < _153._m0; _748 += _66)
    {
        for (uint _767 = 0u; _767 < _220; _767++)
        {
            uint _288 = min((_221 + _767), (_153._m3 - 1u));
            float2 _607 = float2(as_type<half2>(_149._m0[(_288 * _153._m1) + (_748 >> uint(2))]));
            float _778;
            if ((_748 & 2u) == 0u)
            {
                _778 = _607.x;
            }
            else
            {
                _778 = _607.y;
            }
            _279[_767] = _17{ uint4(_170._m0[(_288 * _153._m0) + _748], 0u, 0u), _778, 0.0 };
        }
        uint _768;
        _768 = 0u;
        for (; _768 < 4u; _768++)
        {
            for (uint _771 = 0u; _771 < _225; )
            {
                _314[_771] = _202._m0[((_153._m7 + min((_226 + _771), (_240 - 1u))) * (_153._m2 / 4u)) + ((4u * _748) + _768)];
                _771++;
                continue;
            }
            uint _772;
            _772 = 0u;
            for (; _772 < _220; _772++)
            {
                uint4 _734 = _279[_772]._m0;
                uint _666 = _734[_768 >> uint(1)] >> (16u * (_768 & 1u));
                float4 _654 = (float4(uint4(_666 & 15u, (_666 >> uint(4)) & 15u, (_666 >> uint(8)) & 15u, (_666 >> uint(12)) & 15u)) - float4(8.0)) * _279[_772]._m1;
                for (uint _775 = 0u; _775 < _225; )
                {
                    uint _364 = (_775 * _220) + _772;
                    _253[_364] = fma(_314[_775].w, _654.w, fma(_314[_775].z, _654.z, fma(_314[_775].y, _654.y, fma(_314[_775].x, _654.x, _253[_364]))));
                    _775++;
                    continue;
                }
            }
        }
    }
    float _485[_482];
    if (_403)
    {
        uint _757;
        _757 = 0u;
        uint _425;
        for (; _757 < _413; _757 = _425)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _761;
            _761 = _757;
            for (;;)
            {
                _425 = _757 + 8u;
                if (_761 < min(_425, _426))
                {
                    _432[((_761 - _757) * _66) + gl_LocalInvocationID.x] = _253[_761];
                    _761++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _451 = ((gl_LocalInvocationID.x + _66) - (_757 % _66)) % _66;
            if (_451 < min(8u, (_453 - _757)))
            {
                float _765;
                _765 = 0.0;
                for (uint _763 = 0u; _763 < _66; )
                {
                    _765 += _432[(_451 * _66) + _763];
                    _763++;
                    continue;
                }
                _485[_757 / _66] = _765;
            }
        }
    }
    else
    {
        for (uint _749 = 0u; _749 < _500; _749++)
        {
            float _506 = _253[_749];
            float _752;
            do
            {
                float _695 = simd_sum(_506);
                if (_56)
                {
                    _752 = _695;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _699 = simd_is_first();
                if (_699)
                {
                    _69[gl_SubgroupID] = _695;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _751;
                _751 = _69[0];
                for (uint _750 = 1u; _750 < gl_NumSubgroups; )
                {
                    _751 += _69[_750];
                    _750++;
                    continue;
                }
                _752 = _751;
                break;
            } while(false);
            if ((_749 % _66) == gl_LocalInvocationID.x)
            {
                _485[_749 / _66] = _752;
            }
        }
    }
    for (uint _758 = 0u; _758 < _482; _758++)
    {
        uint _532 = (_758 * _66) + gl_LocalInvocationID.x;
        uint _537 = _221 + (_532 % _220);
        uint _542 = _226 + (_532 / _220);
        bool _545 = _532 < _544;
        bool _552;
        if (_545)
        {
            _552 = _537 < _153._m3;
        }
        else
        {
            _552 = _545;
        }
        if (_552 && (_542 < _240))
        {
            _562._m0[((_542 * _153._m5) + _153._m4) + _537] = _485[_758];
        }
    }
}

